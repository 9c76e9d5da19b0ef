-- From which night on a board is to be looked at again. Where that was not noted, from its first night on.
alter table core.due_board add column since date default date '0001-01-01';
