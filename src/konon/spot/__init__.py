"""Sentences -> times, names, cues, event words.

In the order in which data passes them: `matcher` (word tables and rules as patterns),
`calendar` and `times`, `gazetteer`, `unnamed`, `names`, `entities`, `cues`, `events`.
"""
