"""Durable jobs, on DBOS: what is to be done after a commit, whoever dies meanwhile.

The rows of the outbox are the truth, jobs only hurry: a job takes the id of its row and nothing
else, and a row that waits without a job is found by a sweep. Nothing else in the service knows that
there is a DBOS, so that it can be changed.
"""
