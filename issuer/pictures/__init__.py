"""Pictures and papers: badge pictures, certificates, QR codes, and what people upload.

Everything here is pure: equal input gives equal bytes; nothing is fetched, and no file is read but
the templates beside the code.
"""
