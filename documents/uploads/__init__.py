"""Uploaded files: judged and made harmless in a process of their own, then scanned.

They become documents of the store like any other, so they stand among the documents: what may
import what is as it was. Nothing here knows whose a file is or what it is for.
"""
