"""Files that people upload are opened in child processes, where they can do no harm.

A child lives for one piece of work: `python -I -m bulk.processes JOB`, started and limited as
those of `verifier.processes`. JOB names a module of `bulk.processes.jobs.MODULES` with a function
`work(order: Parcel) -> Parcel`. An order and its answer are a JSON object and any number of byte
strings (`bulk.processes.parcels`); the parent asks by `bulk.processes.parent.asked`, and believes
nothing of the answer before it has looked at it.

A second kind of job is such a module, a row in `MODULES`, and a function on the parent's side that
makes the order and reads the answer. In a child nothing can be opened, not even a temporary file,
and nothing can be imported that was not imported with its module.
"""
