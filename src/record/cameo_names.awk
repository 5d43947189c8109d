# Writes the codes and names of lexicon/ontology/cameo.txt as rows of a table in C: X("010", "Make statement")
/^[0-9]+ / {
    name = $0
    sub(/^[0-9]+ +[-0-9.]+ +/, "", name)
    printf "X(\"%s\", \"%s\")\n", $1, name
}
