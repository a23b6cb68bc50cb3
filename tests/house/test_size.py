"""Files and functions small enough to be read in one go."""

from tests.house.source import Source, functions, python, templates

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40


def too_long(source: Source) -> list[str]:
    """The file, when it is too long, and its functions that are."""
    lines = source.text.count("\n")
    faults = [f"{source.path}: {lines} lines"] if lines > LINES_OF_A_FILE else []
    if source.path.endswith(".py"):
        for function in functions(source):
            length = function.end_lineno - function.lineno + 1
            if length > LINES_OF_A_FUNCTION:
                faults.append(f"{source.path}:{function.lineno}: {function.name} has {length} lines")
    return faults


def test_files_and_functions_are_short():
    sources = [source for source in python() if not source.is_migration] + templates()
    assert [fault for source in sources for fault in too_long(source)] == []


def test_a_long_file_and_a_long_function_are_seen():
    source = Source("traedesten/home/views.py", "def day():\n" + "    pass\n" * 400)
    assert too_long(source) == [
        "traedesten/home/views.py: 401 lines",
        "traedesten/home/views.py:1: day has 401 lines",
    ]
