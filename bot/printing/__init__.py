"""Pages to print and to show: posters, certificates, charts, set by Typst from templates and plain values."""
