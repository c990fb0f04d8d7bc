"""What is vendored is what its package holds, and says under which licence."""

import hashlib
import re
from importlib import resources

import yaml

FOLDER = resources.files("parley.web") / "static" / "vendor"


def test_every_vendored_file_is_listed_with_its_licence() -> None:
    rows = yaml.safe_load((FOLDER / "VERSIONS.yaml").read_text("utf-8"))
    listed = (
        {"VERSIONS.yaml"} | {row["file"] for row in rows} | {row["licence_file"] for row in rows}
    )
    assert {file.name for file in FOLDER.iterdir()} == listed
    for row in rows:
        content = (FOLDER / row["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]
        assert row["licence"] in {"0BSD", "MIT", "Apache-2.0", "BSD-3-Clause", "ISC"}
        assert row["version"].encode() in content
        assert not re.search(rb"\beval\(|new Function", content) or row["package"] == "htmx.org"
