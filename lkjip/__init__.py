"""LKjIP: the workbook for the yearly performance report of an Indonesian government office."""

__version__ = "0.1.0"
TEMPLATE_NAME = "LKjIP_template.xlsm"
