"""The door for servers and commands: `flask --app wsgi …`."""

from coordination.app import create_app
from coordination.settings import Settings

app = create_app(Settings.from_env())
