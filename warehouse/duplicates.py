"""Which postings are alike: near-duplicates of one employer under one title, and the families that they form.

Each posting comes with a signature of its text; the part of it in which two agree estimates the part of two-word
shingles that their texts share. Nine tenths make them alike, less one standard error of the estimate, so that chance
parts few that share as much. Within a block (one employer, one title) all pairs are compared; in a large block those
that agree in a whole band of their signatures, which at a similarity of 0.9 fails less than once in a thousand times.
"""

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

Signatures = NDArray[np.uint16]
Indices = NDArray[np.intp]

SIMILARITY = 0.9
_BINS = 128
_LEAST = SIMILARITY - (SIMILARITY * (1 - SIMILARITY) / _BINS) ** 0.5
RULE = "same employer and title, similar text"
_EMPTY = 0xFFFF
_ALL_PAIRS_UP_TO = 64
_BANDS = 16
_PAIRS_AT_ONCE = 200_000


def find_twins(connection: duckdb.DuckDBPyConnection) -> None:
    """Add to ``core.posting_twin`` the pairs that hold together what is alike among the temp table ``candidate``."""
    candidates = connection.sql(
        "select posting_id, signature, block from candidate order by block, posting_id"
    ).to_arrow_table()
    if not len(candidates):
        return
    names = candidates["posting_id"]
    signatures = np.frombuffer(b"".join(candidates["signature"].to_pylist()), dtype="<u2")
    left, right, similarity = similar_pairs(
        signatures.reshape(len(names), -1), candidates["block"].to_numpy().astype(np.intp)
    )
    kept = _forest(left, right, similarity, len(names))
    pairs = {
        "posting_id": names.take(pa.array(right[kept])),
        "twin_id": names.take(pa.array(left[kept])),
        "similarity": similarity[kept].round(4),
    }
    connection.register("pair", pa.table(pairs))
    connection.execute("insert into core.posting_twin by name select *, ? as rule from pair", [RULE])
    connection.unregister("pair")


def find_families(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the family of every posting of the temp table ``due_posting``, named after its smallest posting id."""
    connection.execute("""
        create or replace temp table node as
        select posting_id, row_number() over (order by posting_id) - 1 as number
        from (select unnest([posting_id, twin_id]) as posting_id from core.posting_twin)
        semi join due_posting using (posting_id)
        group by posting_id
    """)
    edges = connection.sql("""
        select one.number as one, other.number as other
        from core.posting_twin join node as one using (posting_id) join node as other on other.posting_id = twin_id
    """).to_arrow_table()
    nodes = connection.sql("select posting_id from node order by number").to_arrow_table()["posting_id"]
    ends = edges["one"].to_numpy(), edges["other"].to_numpy()
    graph = coo_matrix((np.ones(len(edges), dtype=np.int8), ends), shape=(len(nodes), len(nodes)))
    _, label = connected_components(graph, directed=False)
    # Nodes stand in the order of their names, so the first of a label bears the smallest.
    _, first = np.unique(label, return_index=True)
    named = nodes.take(pa.array(first[label], pa.int64()))
    connection.register("family", pa.table({"posting_id": nodes, "family_id": named}))
    connection.execute(
        "delete from core.posting_family where posting_id in (select posting_id from due_posting)"
    )
    connection.execute("""
        insert into core.posting_family by name
        select posting_id, employer_id, title_key, text_skeleton, coalesce(family_id, posting_id) as family_id
        from likeness semi join due_posting using (posting_id) left join family using (posting_id)
    """)
    connection.unregister("family")


def similar_pairs(signatures: Signatures, block: Indices) -> tuple[Indices, Indices, NDArray[np.float64]]:
    """Return the pairs (left before right) of rows of one block that are similar, and how similar they are.

    ``block`` is sorted; rows of a block follow each other.
    """
    lefts, rights, found = [], [], []
    for left, right in _candidates(signatures, block):
        for start in range(0, len(left), _PAIRS_AT_ONCE):
            one, other = left[start : start + _PAIRS_AT_ONCE], right[start : start + _PAIRS_AT_ONCE]
            similarity = similarities(signatures[one], signatures[other])
            alike = similarity >= _LEAST
            lefts.append(one[alike])
            rights.append(other[alike])
            found.append(similarity[alike])
    if not found:
        none = np.empty(0, dtype=np.intp)
        return none, none, np.empty(0)
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(found)


def similarities(one: Signatures, other: Signatures) -> NDArray[np.float64]:
    """Return the estimated Jaccard similarity of each row of one with the same row of the other."""
    empty = (one == _EMPTY) & (other == _EMPTY)
    equal = (one == other) & ~empty
    shared: NDArray[np.float64] = equal.sum(axis=1) / np.maximum(one.shape[1] - empty.sum(axis=1), 1)
    return shared


def _candidates(signatures: Signatures, block: Indices) -> list[tuple[Indices, Indices]]:
    starts = np.flatnonzero(np.diff(block, prepend=-1))
    sizes = np.diff(np.append(starts, len(block)))
    pairs = []
    for size in np.unique(sizes[sizes <= _ALL_PAIRS_UP_TO]):
        one, other = np.triu_indices(size, 1)
        of_size = starts[sizes == size][:, None]
        pairs.append(((of_size + one).ravel(), (of_size + other).ravel()))
    large = np.flatnonzero(np.repeat(sizes > _ALL_PAIRS_UP_TO, sizes))
    if len(large):
        one, other = _banded(signatures[large], block[large])
        pairs.append((large[one], large[other]))
    return pairs


def _banded(signatures: Signatures, block: Indices) -> tuple[Indices, Indices]:
    """Return pairs of rows of one block that agree in a band: each row with the first that does, and the one before it."""
    bands = np.ascontiguousarray(signatures).view(np.uint64).reshape(len(block), _BANDS, -1)
    of_block = _mixed(block.astype(np.uint64))
    pairs = []
    for band in range(_BANDS):
        # Sixty-four bits of hash: what meets by chance is compared as well, and found not to be alike.
        key = of_block
        for part in bands[:, band].T:
            key = _mixed(key ^ part)
        order = np.argsort(key, kind="stable")
        follows = np.diff(key[order]) == 0
        first = np.maximum.accumulate(np.where(np.append(True, ~follows), np.arange(len(order)), 0))
        head, before, row = order[first[1:]][follows], order[:-1][follows], order[1:][follows]
        pairs += [np.stack((head, row)), np.stack((before, row))]
    one, other = np.unique(np.concatenate(pairs, axis=1), axis=1)
    return one, other


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the values' bits spread over all sixty-four (the finaliser of MurmurHash3)."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        values = (values ^ (values >> np.uint64(33))) * np.uint64(factor)
    return values ^ (values >> np.uint64(33))


def _forest(left: Indices, right: Indices, similarity: NDArray[np.float64], size: int) -> Indices:
    """Return the numbers of the pairs that hold all together: the most similar ones that are enough.

    Of equally similar pairs the first counts, so that the choice hangs on the block alone.
    """
    order = np.lexsort((right, left, -similarity))
    rank = np.empty(len(order))
    rank[order] = np.arange(1, len(order) + 1)
    tree = minimum_spanning_tree(coo_matrix((rank, (left, right)), shape=(size, size)))
    return order[tree.data.astype(np.intp) - 1]
