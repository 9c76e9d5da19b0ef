"""How hosts are asked: by their robots rules, at their pace, within a budget, and only in public places."""
