"""The window on the graph: a Flask application of routes and templates, without RDF."""
from flask import Flask

from . import filters, language, menu, security, written
from .desk import Desk
from .pages import blueprints

LONGEST_FORM = 100_000  # bytes of a request's body: room for a long SPARQL text, not for a flood
A_DAY = 86_400


def create_app(store, rooms, sources=None, hosts=(), persons=False, validation=None) -> Flask:
    """The application for one store.

    `sources` is the folder with the published texts, or None. `hosts` are names that may be asked for
    besides this machine itself. `persons` shows names of people in the texts. `validation` is a finished
    audit, a future of one, or None when nothing is checked.
    """
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=LONGEST_FORM, MAX_FORM_MEMORY_SIZE=LONGEST_FORM, SEND_FILE_MAX_AGE_DEFAULT=A_DAY)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["desk"] = Desk(store, rooms, sources, persons, validation)
    security.guard(app, hosts)
    language.speak(app)
    filters.fit(app)
    menu.list_sections(app)
    written.keep(app)
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    return app
