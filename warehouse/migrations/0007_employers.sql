-- Who the employer of a board is, and how its name is written elsewhere: as the board's token, or in one word.
alter table core.board add column employer_id varchar;
alter table core.board add column written_ids varchar[];
