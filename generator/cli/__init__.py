"""The command `kehoach`: options in, results and findings out; nothing else."""

from generator.cli.app import cli, main

__all__ = ["cli", "main"]
