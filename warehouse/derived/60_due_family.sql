-- Who is meant where a name is written as a board's token or in one word, and no other employer is written so.
create or replace temp table employer_alias as
select written_id, any_value(employer_id) as employer_id
from (select unnest(written_ids) as written_id, employer_id from core.board)
where written_id not in (select employer_id from core.board where employer_id is not null)
group by written_id having count(distinct employer_id) = 1;

-- Postings whose employer, title or text are others than when their twins were last looked for, and all that may be
-- their twins: those of one employer with one title, and those with one text.
create or replace temp table likeness as
select
    posting.posting_id, coalesce(alias.employer_id, posting.employer_id, board.employer_id) as employer_id,
    posting.text_skeleton, likeness.title_key, coalesce(likeness.shingles, 0) as shingles
from core.posting as posting
left join core.posting_likeness as likeness using (posting_id)
left join core.board as board using (source, board)
left join employer_alias as alias on alias.written_id = posting.employer_id;

create or replace temp table changed as
select posting_id, likeness.employer_id, likeness.title_key, likeness.text_skeleton
from likeness left join core.posting_family as known using (posting_id)
where known.posting_id is null
    or known.text_skeleton <> likeness.text_skeleton
    or known.employer_id is distinct from likeness.employer_id
    or known.title_key is distinct from likeness.title_key;

create or replace temp table due_block as
select employer_id, title_key from changed
union
select employer_id, title_key from core.posting_family semi join changed using (posting_id);

create or replace temp table due_text as
select text_skeleton from changed
union
select text_skeleton from core.posting_family semi join changed using (posting_id);

create or replace temp table due_posting as
with alike as (
    select posting_id from likeness semi join due_block using (employer_id, title_key)
    union
    select posting_id from likeness semi join due_text using (text_skeleton)
)
select posting_id from alike
union
select posting_id from core.posting_family semi join (
    select family_id from core.posting_family semi join alike using (posting_id)
) using (family_id);

-- What is said of a posting by the role that it is counted for.
create or replace temp view role_of as
select family.family_id, posting_id, family.employer_id, role.cluster_id, cluster.repost_of, cluster.is_stale
from core.posting_family as family
join core.posting_cluster as role using (posting_id)
join core.cluster as cluster using (cluster_id);

-- It as it was until now, of all whose roles may come out otherwise.
create or replace temp table known_role as
with due as (
    select family_id from core.posting_family semi join due_posting using (posting_id)
    union
    select family_id from core.posting_family semi join changed_life using (posting_id)
)
select * exclude (family_id) from role_of semi join due using (family_id);

delete from core.posting_twin where posting_id in (select posting_id from due_posting);

-- The same text is the same role: of one employer always, of two where it is long enough to be nobody else's.
insert into core.posting_twin by name
with alike as (
    select
        posting_id, employer_id,
        first(posting_id) over same_text as twin_id, first(employer_id) over same_text as twin_employer_id
    from likeness semi join due_posting using (posting_id)
    window same_text as (
        partition by text_skeleton, case when shingles < 100 then coalesce(employer_id, posting_id) end
        order by posting_id
    )
)
select
    posting_id, twin_id, 1.0 as similarity,
    case
        when employer_id is not distinct from twin_employer_id then 'same employer, same text'
        else 'same text under another name'
    end as rule
from alike where posting_id <> twin_id;

-- Of each block and text one posting is compared with the others of the block.
create or replace temp table candidate as
with one_of_each as (
    select
        likeness.employer_id, likeness.title_key, min(posting_id) as posting_id
    from likeness semi join due_posting using (posting_id)
    where employer_id is not null and shingles > 0
    group by employer_id, title_key, text_skeleton
)
select
    posting_id, signature,
    dense_rank() over (order by employer_id, one_of_each.title_key) - 1 as block,
from one_of_each join core.posting_likeness using (posting_id)
qualify count(*) over (partition by employer_id, one_of_each.title_key) > 1
order by block, posting_id;
