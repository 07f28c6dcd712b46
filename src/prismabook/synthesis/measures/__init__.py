"""Effect sizes and their variances, one a study, on the scale on which they are pooled."""
