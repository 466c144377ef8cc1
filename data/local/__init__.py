"""The console's own database, one a profile.

`schema` and `opening` say what such a file is and open it; `store` works on it in a thread. What is
kept there has a module each: `requests`, which `recorder` fills.
"""
