"""Function URLs: an HTTP request in, an invocation, an HTTP answer out."""
