"""The demo company: a year of its life, lived through the real actions, by the right people, on the right days.

Everything is invented. The same day gives the same company, person for person and figure for figure.

    units.py      the branches, their sizes and what they do
    names.py      invented names          posts and people: people.py
    goals.py      what people declare     citations.py: what branches write about their best
    holidays.py   the working calendar    agenda.py: events in the order of time
    values.py     what is typed into a sheet
    founding.py   tree, accounts, roster, programmes
    …_story.py    the year: declarations and plans, months, incidents, quarters
    story.py      all of it, in one transaction
"""
