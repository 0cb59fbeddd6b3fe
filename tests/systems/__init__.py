"""Small sites whose menus, doors and lists are built in ways that the simulated cities do not know, really crawled."""
