"""Puts the demo's content into the database: three real editions and an invented one, with people to log in as."""

from program.demo.load.installation import LOG_INS, PASSWORD, LogIn, is_loaded, load_demo

__all__ = ["LOG_INS", "PASSWORD", "LogIn", "is_loaded", "load_demo"]
