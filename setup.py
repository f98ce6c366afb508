"""Which packages a wheel has: those found, and the VBA sources as one of them. All else is in pyproject.toml."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["xlfuncs*", "lkjip*"]), "lkjip.macros"])
