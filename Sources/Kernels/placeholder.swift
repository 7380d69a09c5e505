// Matrix products and convolutions.
