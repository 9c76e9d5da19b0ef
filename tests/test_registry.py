import pytest

from scrapers.board import PACKAGED_REGISTRY as PACKAGED
from scrapers.board import Board, RegistryError, read_registry
from scrapers.policy import policy_of


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
