# Runs Rtsne on points in a .npy file and writes the map as a .npy file.
# Arguments: points start map perplexity iterations threads ("given" | "own").
# What it measured goes to standard output as lines "name=value".

suppressPackageStartupMessages(library(Rtsne))

read_npy <- function(path) {
  file <- file(path, "rb")
  on.exit(close(file))
  preamble <- as.integer(readBin(file, "raw", 10))
  header <- readChar(file, preamble[9] + 256L * preamble[10], useBytes = TRUE)
  stopifnot(grepl("'<f4'", header, fixed = TRUE), grepl("'fortran_order': False", header, fixed = TRUE))
  shape <- as.integer(strsplit(sub(".*\\(([0-9]+), ([0-9]+)\\).*", "\\1 \\2", header), " ")[[1]])
  matrix(readBin(file, "numeric", prod(shape), size = 4, endian = "little"), shape[1], shape[2], byrow = TRUE)
}

write_npy <- function(path, values) {
  file <- file(path, "wb")
  on.exit(close(file))
  header <- sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }", nrow(values), ncol(values))
  header <- paste0(formatC(header, width = -117), "\n")
  writeBin(as.raw(c(0x93, utf8ToInt("NUMPY"), 1, 0, nchar(header), 0)), file)
  writeChar(header, file, eos = NULL, useBytes = TRUE)
  writeBin(as.vector(t(values)), file, size = 4, endian = "little")
}

arguments <- commandArgs(trailingOnly = TRUE)
points <- read_npy(arguments[1])
start <- read_npy(arguments[2])
settings <- list(
  X = points, pca = FALSE, check_duplicates = FALSE,
  perplexity = as.numeric(arguments[4]), max_iter = as.integer(arguments[5]), num_threads = as.integer(arguments[6])
)
if (arguments[7] == "given") {
  # With a start of the caller's own Rtsne leaves out early exaggeration unless an argument asks for it. Its step of N / 12 is that of the
  # others' first phase: its own default of 200 does not unfold a large set.
  settings <- c(settings, list(Y_init = start, stop_lying_iter = 250L, mom_switch_iter = 250L, eta = max(200, nrow(points) / 12)))
}

set.seed(0)
began <- proc.time()[["elapsed"]]
model <- do.call(Rtsne, settings)
seconds <- proc.time()[["elapsed"]] - began

write_npy(arguments[3], model$Y)
cat(sprintf("version=Rtsne %s, R %s.%s\n", packageVersion("Rtsne"), R.version$major, R.version$minor))
cat(sprintf("seconds=%f\n", seconds))
cat(sprintf("iterations=%d\n", settings$max_iter))
cat(sprintf("divergence=%f\n", sum(model$costs)))
