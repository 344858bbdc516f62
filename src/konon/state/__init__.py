"""What was spotted -> attributions, source chains, status, claims.

In the order in which data passes them: `sources` (mentions -> links), `quotations`,
`readers` (how each form of cue takes its source), `attributions`, `anchors` (times
counted from the day of saying), `clauses`, `status`, `roles`, `happenings` (triggers ->
event mentions), `joins` (which mentions are one event), `appraisal` (which of these
count, and when each is), `topics`, `events`, `claims`.
"""
