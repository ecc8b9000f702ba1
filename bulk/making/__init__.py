"""Files about large batches are made in processes of their own, so that no page waits for them.

A hundred thousand rows take a minute of one processor, and an interpreter computes for one of its
threads at a time. `python -m bulk.making` gets an order as one line, reads the records itself, and
writes the file to its standard output; it stands back behind whoever answers requests. It is no
child that opens files of strangers: where such a file must be opened, it starts one of those.
"""
