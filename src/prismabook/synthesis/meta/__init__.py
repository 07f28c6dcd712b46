"""Pooling: heterogeneity, models, intervals, sensitivity, small-study effects. NumPy and SciPy from here on."""
