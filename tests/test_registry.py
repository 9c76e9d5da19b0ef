import pytest

from pipelines.boards import check_boards
from pipelines.config import Config
from scrapers.policy import policy_of
from scrapers.registry.board import PACKAGED_REGISTRY as PACKAGED
from scrapers.registry.board import Board, RegistryError, read_registry
from scrapers.registry.faults import registry_faults


def test_the_packaged_registry_is_sound_and_sorted():
    boards = read_registry()
    assert len(boards) > 800
    for vendor in {board.vendor for board in boards}:
        companies = [(b.company.casefold(), b.token) for b in boards if b.vendor == vendor]
        assert companies == sorted(companies), vendor
        assert policy_of(vendor).status == "ON"


def test_every_file_holds_one_vendor():
    for file in PACKAGED.glob("*.toml"):
        assert {board.vendor for board in read_registry(file)} == {file.stem}


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ('company = "A"\nvendor = "x"', "token or a sitemap"),
        ('company = "A"\nvendor = "x"\ntoken = "t"\nsitemap = "s"', "token or a sitemap"),
        ('company = ""\nvendor = "x"\ntoken = "t"', "company"),
        ('company = "A"\nvendor = "x"\ntoken = "t"\ncountry = "Portugal"', "country"),
        ('company = "A"\nvendor = "x"\ntoken = "t"\nexpected = [5, 1]', "fewest, most"),
        ('company = "A"\nvendor = "x"\ntoken = "t"\ncolour = "red"', "colour"),
    ],
)
def test_a_faulty_block_is_named_with_its_fault(tmp_path, block, fault):
    file = tmp_path / "boards.toml"
    file.write_text(f"[[board]]\n{block}\n")
    with pytest.raises(RegistryError, match=fault):
        read_registry(file)


def test_twins_are_refused(tmp_path):
    file = tmp_path / "boards.toml"
    file.write_text('[[board]]\ncompany = "A"\nvendor = "x"\ntoken = "t"\n' * 2)
    with pytest.raises(RegistryError, match="twice"):
        read_registry(file)


def test_a_missing_registry_is_named(tmp_path):
    with pytest.raises(RegistryError, match="no registry there"):
        read_registry(tmp_path / "nowhere")


def test_a_board_is_called_by_token_or_sitemap():
    assert Board(company="A", vendor="x", token="t").slug == "t"
    assert (
        Board(company="A", vendor="json_ld", sitemap="https://a.example/s.xml").slug
        == "https://a.example/s.xml"
    )


FAULTY = """
[[board]]
company = "Briar"
vendor = "lever"
token = "../briar"

[[board]]
company = "Aster"
vendor = "lever"
token = "aster"

[[board]]
company = "Cosmos"
vendor = "lever"
token = "ASTER"

[[board]]
company = "Dahlia"
vendor = "leever"
token = "d"

[[board]]
company = "Edelweiss"
vendor = "smartrecruiters"
token = "e"

[[board]]
company = "Erica"
vendor = "smartrecruiters"
token = "erica"
enabled = false

[[board]]
company = "Fjord"
vendor = "ashby"
token = "f"
country = "Norway"
colour = "red"

[[board]]
vendor = "ashby"
token = "a/b"

[[board]]
company = "Gentian"
vendor = "json_ld"
token = "g"

[[board]]
company = "Hyssop"
vendor = "lever"
sitemap = "ftp://h.example/s.xml"

[[board]]
company = "Iris"
vendor = "hn_who_is_hiring"
token = "i"

[[board]]
company = "Juniper"
vendor = "workable"
token = "j\\u0007"

[extra]
"""


def test_the_check_tells_every_fault_with_its_place_and_what_to_change(tmp_path):
    file = tmp_path / "boards.toml"
    file.write_text(FAULTY)
    (tmp_path / "broken.toml").write_text("[[board]\n")
    (tmp_path / "latin.toml").write_bytes(b"\xe9")
    (tmp_path / "single.toml").write_text('[board]\ncompany = "A"\n')
    (tmp_path / "twin.toml").write_text('[[board]]\ncompany = "B"\nvendor = "lever"\ntoken = "aster"\n')
    blocks, faults = registry_faults(tmp_path)
    assert len(blocks) == 13
    expected = [
        ("boards.toml: board 1 (Briar): token:", "holds '..'"),
        ("boards.toml: board 2 (Aster): out of order", "move it above board 1 (Briar)"),
        ("boards.toml: board 3 (Cosmos): ASTER of lever stands twice", "board 2 (Aster); remove one"),
        ("twin.toml: board 1 (B): aster of lever stands twice", "boards.toml: board 2 (Aster); remove one"),
        ("board 4 (Dahlia): vendor: leever", "mend its spelling"),
        ("board 5 (Edelweiss): vendor: smartrecruiters is OFF", "set enabled = false"),
        ("board 7 (Fjord): country:", "two capital letters"),
        ("board 7 (Fjord): colour:", "remove colour"),
        ("board 8 (without company): company:", 'add company = "..."'),
        ("board 9 (Gentian): token:", "put sitemap in place of token"),
        ("board 10 (Hyssop): sitemap:", "no http(s) address"),
        ("board 10 (Hyssop): sitemap:", "put token in place of sitemap"),
        ("board 11 (Iris): vendor:", "remove the block"),
        ("board 12 (Juniper): token:", "control character"),
        ("boards.toml: extra: no such key", "[[board]] only"),
        ("broken.toml: not valid TOML", ""),
        ("latin.toml: not valid TOML", ""),
        ("single.toml: board: not a list", "[[board]] above each"),
    ]
    for place, mend in expected:
        assert [fault for fault in faults if place in fault and mend in fault], (place, mend, faults)
    assert len(faults) == len(expected), faults
    assert not any("\n" in fault or "\x07" in fault for fault in faults)


def test_the_check_counts_boards_by_vendor(tmp_path):
    file = tmp_path / "boards.toml"
    file.write_text(
        '[[board]]\ncompany = "A"\nvendor = "ashby"\ntoken = "a"\nexpected = [1, 2]\n'
        '[[board]]\ncompany = "B"\nvendor = "ashby"\ntoken = "b"\nenabled = false\n'
    )
    faults, summary = check_boards(Config(boards=file))
    assert faults == []
    assert summary[0].split() == ["ashby", "2", "boards", "1", "enabled", "1", "with", "expected"]
    assert summary[1] == "2 boards, 1 enabled: sound"
    assert check_boards(Config(boards=tmp_path / "nowhere"))[0] == [
        f"{tmp_path / 'nowhere'}: no registry there; name a .toml file or a folder of them"
    ]


def test_the_packaged_registry_passes_the_check():
    assert registry_faults(PACKAGED)[1] == []
