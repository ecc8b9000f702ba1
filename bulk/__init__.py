"""Many awards at once: workbook in, workbook back."""
