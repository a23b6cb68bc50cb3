"""Templates hold no script, no style and nothing from another server."""

import re
from html.parser import HTMLParser

from tests.house.source import Source, calls, dotted, python, templates

DJANGO_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
FETCHED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "use": "href"}
ELSEWHERE = re.compile(r"\s*(https?:)?//", re.IGNORECASE)

# path → why it may mark text as safe
MAY_MARK_SAFE: dict[str, str] = {}


class Reader(HTMLParser):
    """Collects the faults of one template."""

    def __init__(self):
        super().__init__()
        self.faults: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.in_script = tag == "script"
        if tag == "style" or "style" in attributes:
            self.note("style")
        for name in attributes:
            if re.fullmatch(r"on[a-z]+", name):
                self.note(name)
        if ELSEWHERE.match(attributes.get(FETCHED.get(tag)) or ""):
            self.note(f"{tag} from another server")

    def handle_endtag(self, tag):
        self.in_script = False

    def handle_data(self, data):
        if self.in_script and data.strip():
            self.note("inline script")

    def note(self, fault: str):
        self.faults.append(f"line {self.getpos()[0]}: {fault}")


def faults_of(source: Source) -> list[str]:
    """Inline scripts and styles, on… attributes, and parts fetched from another server."""
    reader = Reader()
    reader.feed(DJANGO_TAGS.sub(lambda found: "\n" * found[0].count("\n"), source.text))
    reader.close()
    return [f"{source.path}: {fault}" for fault in reader.faults]


def safe_marks(source: Source) -> list[str]:
    """Calls of mark_safe, and of the |safe filter."""
    if source.path.startswith("traedesten/ui/templatetags/") or source.path in MAY_MARK_SAFE:
        return []
    if source.path.endswith(".html"):
        return [source.path] if re.search(r"\|\s*safe\b|autoescape off", source.text) else []
    marks = {"mark_safe", "SafeString", "SafeText"}
    return [source.path for call in calls(source.tree()) if dotted(call.func).split(".")[-1] in marks]


def test_templates_hold_no_script_and_no_style():
    assert [fault for source in templates() for fault in faults_of(source)] == []


def test_text_is_not_marked_safe():
    sources = python("traedesten") + templates()
    assert [fault for source in sources for fault in safe_marks(source)] == []


def test_broken_rules_are_seen():
    text = (
        '{% load x %}\n<p style="color: red" onclick="go()">\n<script>alert(1)</script>\n'
        '<link href="https://fonts.example/x.css"><a href="https://example.org">\n'
        '<script src="{% static "a.js" %}"></script>'
    )
    assert faults_of(Source("traedesten/ui/templates/a.html", text)) == [
        "traedesten/ui/templates/a.html: line 2: style",
        "traedesten/ui/templates/a.html: line 2: onclick",
        "traedesten/ui/templates/a.html: line 3: inline script",
        "traedesten/ui/templates/a.html: line 4: link from another server",
    ]


def test_safe_marks_are_seen():
    assert safe_marks(Source("traedesten/home/templates/home/day.html", "{{ name|safe }}")) != []
    assert safe_marks(Source("traedesten/home/views.py", "html.mark_safe(name)")) != []
    assert safe_marks(Source("traedesten/ui/templatetags/ui.py", "mark_safe(icon)")) == []
