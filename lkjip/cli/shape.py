"""Help pages and usage errors of click in Bahasa Indonesia, with examples and exit statuses on every page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from lkjip.cli import terminal

WIDTH: Final = 100
_EXTRA: Final = re.compile(r"unexpected extra arguments? \((.*)\)", re.DOTALL)  # click gives it only in the message
_DONE: Final = {0: "selesai", 2: "berkas atau perintahnya keliru; tidak ada yang ditulis"}
"""What the exit statuses mean where a command says nothing else."""


class _InIndonesian:
    """Mixed into click's commands."""

    def get_usage(self: Any, ctx: click.Context) -> str:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        return f"Cara pakai: {ctx.command_path} {pieces}"

    def get_help_option(self: Any, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Menampilkan bantuan ini."
        return option

    def format_help(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(self.get_usage(ctx) + "\n")
        self.format_help_text(ctx, formatter)
        records = [option.get_help_record(ctx) for option in self.get_params(ctx) if isinstance(option, click.Option)]
        options = [(names, text.replace("[required]", "[wajib]")) for names, text in filter(None, records)]
        commands = [(name, command.get_short_help_str(WIDTH)) for name, command in getattr(self, "commands", {}).items()]
        statuses = [(str(status), meaning) for status, meaning in getattr(self, "statuses", {}).items()]
        for heading, rows in (("Pilihan", options), ("Perintah", commands), ("Status keluar", statuses)):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)
        if getattr(self, "examples", ()):
            with formatter.section("Contoh"):
                for example in self.examples:  # line by line, since an example is not to be wrapped
                    formatter.write(f"  {example}\n")


class Command(_InIndonesian, click.Command):
    """A command that may be told to say less.

    Args:
        examples: whole command lines.
        statuses: what its exit statuses mean, where it is not the usual.
    """

    def __init__(self, *args: Any, examples: Sequence[str] = (), statuses: Mapping[int, str] | None = None, **more: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[PILIHAN]", **more})
        self.examples = examples
        self.statuses = dict(sorted({**_DONE, **(statuses or {})}.items()))
        self.params.append(
            click.Option(
                ["--diam"],
                is_flag=True,
                expose_value=False,
                callback=lambda _context, _option, chosen: terminal.be_quiet(chosen),
                help="Tanpa catatan; hanya hasil dan kesalahan.",
            )
        )


class Group(_InIndonesian, click.Group):
    """The group of all commands.

    Args:
        examples: whole command lines.
        statuses: what the exit statuses mean, whatever the command.
    """

    command_class = Command

    def __init__(self, *args: Any, examples: Sequence[str] = (), statuses: Mapping[int, str] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.examples = examples
        self.statuses = statuses or {}


def in_indonesian(error: click.ClickException) -> str:
    """A usage error as one line in Bahasa Indonesia, with the name that was probably meant."""
    match error:
        case click.NoSuchOption():
            what = f"pilihan {error.option_name} tidak dikenal{_meant(error.possibilities)}"
        case click.NoSuchCommand():
            what = f"perintah {error.command_name} tidak dikenal{_meant(error.possibilities)}"
        case click.BadOptionUsage():
            what = f"isi {error.option_name} belum ditulis"
        case click.BadParameter(param=click.Parameter() as parameter):
            name = parameter.metavar if isinstance(parameter, click.Argument) else parameter.opts[0]
            what = f"{name} belum ditulis" if isinstance(error, click.MissingParameter) else f"isi {name} tidak bisa dipakai"
            if not isinstance(error, click.MissingParameter) and isinstance(parameter.type, click.Choice):
                what += f"; pilihannya {', '.join(parameter.type.choices)}"
        case click.UsageError(ctx=click.Context() as context) if (extra := _EXTRA.search(error.message)) is not None:
            what = f"{extra[1]} tidak termasuk perintah {context.command.name}"
        case _:
            what = "perintah tidak dimengerti"
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "lkjip"
    return f"{what}; lihat: {path} --help"


def _meant(possibilities: Sequence[str] | None) -> str:
    return f"; mungkin {' atau '.join(possibilities)}" if possibilities else ""
