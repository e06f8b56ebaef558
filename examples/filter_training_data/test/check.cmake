# Runs PROGRAM on the files in DATA: what it writes, says, and refuses. SCRATCH is emptied.
file(REMOVE_RECURSE ${SCRATCH})
file(MAKE_DIRECTORY ${SCRATCH})
set(charts ${DATA}/charts.csv)

function(fail what)
  message(FATAL_ERROR "${what}\nexit code ${exit_code}\n${said}${complained}")
endfunction()

# run(<arguments>...): sets exit_code, said and complained.
macro(run)
  execute_process(COMMAND ${PROGRAM} ${ARGN} RESULT_VARIABLE exit_code OUTPUT_VARIABLE said
                  ERROR_VARIABLE complained)
endmacro()

function(expect_same a b)
  execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${a} ${b} RESULT_VARIABLE differs)
  if(differs)
    fail("${a} is not ${b}")
  endif()
endfunction()

# expect_counts(<read> <kept> <dropped> <insufficient> <gaps> <flat> <extremes> <score>)
function(expect_counts)
  string(REGEX MATCHALL " [0-9]+\n" found "${said}")
  string(REGEX REPLACE "[ \n]" "" found "${found}")
  if(NOT exit_code EQUAL 0 OR NOT found STREQUAL "${ARGN}")
    fail("counts are ${found}, expected ${ARGN}")
  endif()
endfunction()

# expect_refusal(<exit code> <text> <arguments>...): one line, and no output file.
function(expect_refusal code text)
  run(${ARGN})
  string(REGEX MATCHALL "\n" lines "${complained}")
  list(LENGTH lines count)
  string(FIND "${complained}" "${text}" place)
  if(NOT exit_code EQUAL code OR NOT count EQUAL 1 OR place EQUAL -1 OR NOT said STREQUAL "")
    fail("expected one line with '${text}' and exit code ${code}")
  endif()
  file(GLOB left ${SCRATCH}/refused* ${SCRATCH}/.refused*)
  if(left)
    fail("left behind: ${left}")
  endif()
endfunction()

# Kept rows are copied byte for byte: quotes, blanks, line ends and all.
run(--input-file ${charts} --output-file ${SCRATCH}/clean.csv)
expect_counts(11 4 7 2 2 1 1 1)
expect_same(${SCRATCH}/clean.csv ${DATA}/clean.csv)

# What was filtered stays as it is when it is filtered again, in place of an older output.
file(WRITE ${SCRATCH}/again.csv "something longer than what will be there\n")
run(--input-file ${SCRATCH}/clean.csv --output-file ${SCRATCH}/again.csv)
expect_counts(4 4 0 0 0 0 0 0)
expect_same(${SCRATCH}/again.csv ${DATA}/clean.csv)

# Each limit can be moved, and alone drops what breaks it.
function(expect_dropped limit value)
  set(arguments "")
  foreach(wide --max-gap-share=1 --min-daily-range=0 --max-extreme-share=1 --min-score=0)
    if(NOT wide MATCHES "^${limit}=")
      list(APPEND arguments ${wide})
    endif()
  endforeach()
  run(--input-file ${charts} --output-file ${SCRATCH}/wide.csv ${arguments} ${limit} ${value})
  expect_counts(${ARGN})
endfunction()
expect_dropped(--max-gap-share 1 11 9 2 2 0 0 0 0)
expect_dropped(--max-gap-share 0.3 11 7 4 2 2 0 0 0)
expect_dropped(--min-daily-range 0.01 11 7 4 2 0 2 0 0)
expect_dropped(--max-extreme-share 0.2 11 7 4 2 0 0 2 0)
expect_dropped(--min-score 50 11 7 4 2 0 0 0 2)

# A file without rows.
file(WRITE ${SCRATCH}/header.csv "label,gap_share,daily_range,extreme_share,chart_score\n")
run(--input-file ${SCRATCH}/header.csv --output-file ${SCRATCH}/none.csv)
expect_counts(0 0 0 0 0 0 0 0)
expect_same(${SCRATCH}/none.csv ${SCRATCH}/header.csv)

# Wrong arguments.
set(refused --output-file ${SCRATCH}/refused.csv)
expect_refusal(2 "--input-file is required" ${refused})
expect_refusal(2 "--output-file is required" --input-file ${charts})
expect_refusal(2 "--gap" --input-file ${charts} ${refused} --gap 1)
expect_refusal(2 "--max-gap-share" --input-file ${charts} ${refused} --max-gap-share 20)
expect_refusal(2 "--min-daily-range" --input-file ${charts} ${refused} --min-daily-range nan)
expect_refusal(2 "--max-extreme-share" --input-file ${charts} ${refused} --max-extreme-share -1)
expect_refusal(2 "--min-score" --input-file ${charts} ${refused} --min-score most)

# The input is never overwritten, whatever it is called.
configure_file(${charts} ${SCRATCH}/input.csv COPYONLY)
file(CREATE_LINK ${SCRATCH}/input.csv ${SCRATCH}/link.csv SYMBOLIC)
foreach(name input.csv link.csv ./input.csv)
  expect_refusal(2 "is the input file" --input-file ${SCRATCH}/input.csv
                 --output-file ${SCRATCH}/${name})
endforeach()
expect_same(${SCRATCH}/input.csv ${charts})

# Files that can't be filtered.
file(WRITE ${SCRATCH}/columns.csv "label,gap_share,chart_score\nbuy,0,90\n")
expect_refusal(2 "has no column 'daily_range', 'extreme_share'" --input-file ${SCRATCH}/columns.csv
               ${refused})
expect_refusal(1 "can't be read" --input-file ${SCRATCH}/absent.csv ${refused})
file(WRITE ${SCRATCH}/bad.csv "label,gap_share,daily_range,extreme_share,chart_score\n"
                              "buy,0.1,0.02,0.1,90\nbuy,0.1,high,0.1,90\n")
expect_refusal(1 "bad.csv:3: column 'daily_range' holds 'high'" --input-file ${SCRATCH}/bad.csv
               ${refused})
file(WRITE ${SCRATCH}/short.csv "label,gap_share,daily_range,extreme_share,chart_score\nbuy,0.1\n")
expect_refusal(1 "short.csv:2: 2 cells where the header has 5" --input-file ${SCRATCH}/short.csv
               ${refused})
expect_refusal(1 "can't create" --input-file ${charts}
               --output-file ${SCRATCH}/absent/refused.csv)

# A last row without an end is left out while the file is being written, and counts afterwards.
file(WRITE ${SCRATCH}/growing.csv "label,gap_share,daily_range,extreme_share,chart_score\n"
                                  "buy,0.1,0.02,0.1,90\nbuy,0.1,0.02,0.1,9")
execute_process(COMMAND touch -d "1 hour" ${SCRATCH}/growing.csv)
run(--input-file ${SCRATCH}/growing.csv --output-file ${SCRATCH}/grown.csv)
expect_counts(1 1 0 0 0 0 0 0)
if(NOT complained MATCHES "is being written")
  fail("a row was left out in silence")
endif()
execute_process(COMMAND touch -d "1 hour ago" ${SCRATCH}/growing.csv)
run(--input-file ${SCRATCH}/growing.csv --output-file ${SCRATCH}/grown.csv --min-score 9)
expect_counts(2 2 0 0 0 0 0 0)
expect_same(${SCRATCH}/grown.csv ${SCRATCH}/growing.csv)

run(--help)
if(NOT exit_code EQUAL 0 OR NOT said MATCHES "--min-score NUMBER=60|--min-score NUMBER \\[60\\]")
  fail("--help does not show the limits")
endif()
