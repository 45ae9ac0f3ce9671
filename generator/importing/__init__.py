"""From a document that others wrote to a plan: what is known becomes data, no word is lost."""

from generator.importing.importer import Imported, Wish, imported

__all__ = ["Imported", "Wish", "imported"]
