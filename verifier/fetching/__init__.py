"""The only way out of the service: https requests to addresses that strangers chose.

Nothing that checks a badge imports this package. `issuer.app` and the command line build a fetcher
and pass it on, as the verifier's `Resolver` and as the `Fetch` that the issuer declares.
"""
