"""How well and how fast searching is: judged queries, ours beside other engines on the same texts."""
