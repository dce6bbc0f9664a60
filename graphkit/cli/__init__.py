"""The command `beleidsgraaf`: one sentence per command, the result on stdout, talk on stderr.

Exit 0 is fine, 1 findings or an error (one line), 2 wrong usage.
"""
import sys

import click

from .. import __version__
from ..errors import GraphkitError
from . import ask, auditing, check, comparing, make, serving


class Sentences(click.Group):
    """Commands whose errors are one line that says what, where and what to do."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except GraphkitError as problem:
            click.echo(f"beleidsgraaf: {problem}", err=True)
            sys.exit(1)


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="beleidsgraaf", message="%(prog)s %(version)s")
def main():
    """Een kennisgraaf van gemeentelijk beleid: elke koppeling laat de zin zien waarop zij berust.

    \b
    Zo begint u:
      beleidsgraaf search WOORD    vindt dingen, met hun identifier
      beleidsgraaf show DING       wat het is, waarop het berust, waarmee het samenhangt
      beleidsgraaf queries WOORD   vindt vragen; query NAAM geeft het antwoord

    Identifiers: goal/weert-wendbaarheid, een volledige IRI, of een officiële IRI van een wet of gemeente.
    """


for command in (*ask.COMMANDS, *comparing.COMMANDS, *check.COMMANDS, *auditing.COMMANDS, *make.COMMANDS, *serving.COMMANDS):
    main.add_command(command)
