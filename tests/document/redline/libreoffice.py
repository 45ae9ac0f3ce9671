"""LibreOffice accepting or rejecting all changes, through a macro in a profile of its own."""

import subprocess
from pathlib import Path

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"'
    ' library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Settle"/></library:library>'
)
_MODULE = """\
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settle"
 script:language="StarBasic">
Sub Settle(source As String, target As String, verdict As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(document.CurrentController.Frame, _
    ".uno:" &amp; verdict &amp; "AllTrackedChanges", "", 0, Array())
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, kind())
  document.close(True)
End Sub
Sub Both(source As String, accepted As String, rejected As String)
  Settle(source, accepted, "Accept")
  Settle(source, rejected, "Reject")
End Sub
</script:module>
"""


def settle(document: Path, profile: Path) -> tuple[bytes, bytes]:
    """Return a document with all its changes accepted, and with all rejected, saved as DOCX."""
    if not profile.is_dir():
        # The first start makes the profile and would overwrite the macro.
        _office(profile, "--terminate_after_init")
        library = profile / "user" / "basic" / "Standard"
        (library / "script.xlb").write_text(_HEAD + _LIBRARY, encoding="utf-8")
        (library / "Settle.xba").write_text(_HEAD + _MODULE, encoding="utf-8")
    accepted, rejected = (
        document.with_name(f"{document.stem}-{verdict}.docx") for verdict in ("yes", "no")
    )
    uris = ",".join(path.as_uri() for path in (document, accepted, rejected))
    _office(profile, f"macro:///Standard.Settle.Both({uris})")
    return accepted.read_bytes(), rejected.read_bytes()


def _office(profile: Path, *arguments: str) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *arguments],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
