# Reads the exports with R's own readers.  usage: load.R FOLDER
folder <- commandArgs(trailingOnly = TRUE)[1]
tsv <- function(name, header) read.delim(file.path(folder, name), header = header, colClasses = "character", fileEncoding = "UTF-8")
stopifnot(ncol(tsv("gdelt", FALSE)) == 61, ncol(tsv("gdelt-mentions", FALSE)) == 16, ncol(tsv("phoenix", FALSE)) == 26)
stopifnot(ncol(tsv("icews", TRUE)) == 20, ncol(tsv("polecat", TRUE)) == 40)
ev <- read.csv(file.path(folder, "csv"), colClasses = c(cameo = "character"), fileEncoding = "UTF-8")
stopifnot(all(nchar(ev$cameo) >= 2), "057" %in% ev$cameo, sum(ev$mentions) == length(readLines(file.path(folder, "jsonl"))))
dy <- read.csv(file.path(folder, "dyads"))
stopifnot(all(dy$events == dy$verbal_cooperation + dy$material_cooperation + dy$verbal_conflict + dy$material_conflict))
