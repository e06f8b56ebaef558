# Compiles A and B with COMPILER at -O2 and compares the instructions of each function that A defines
# with those of its namesake in B, using NM and OBJDUMP. EXPECT is "equal": B defines no others and
# none differs; or the name of the one function that must differ. They are compiled here, so that no
# sanitizer and no debug option of the build reaches them.
foreach(side A B)
  get_filename_component(name ${${side}} NAME_WE)
  set(object ${DIRECTORY}/${EXPECT}-${name}.o)
  execute_process(COMMAND ${COMPILER} -std=c++20 -O2 -ffunction-sections -I${INCLUDE} -c ${${side}}
                          -o ${object} RESULT_VARIABLE failed ERROR_VARIABLE output)
  if(failed)
    message(FATAL_ERROR "${${side}} does not compile:\n${output}")
  endif()
  set(object_${side} ${object})
  execute_process(COMMAND ${NM} --defined-only --format=posix ${object} RESULT_VARIABLE failed
                  OUTPUT_VARIABLE symbols)
  string(REGEX MATCHALL "[A-Za-z_0-9]+ T " functions_${side} "${symbols}")
  list(TRANSFORM functions_${side} REPLACE " T " "")
  list(SORT functions_${side})
endforeach()
if(failed OR NOT functions_A OR (EXPECT STREQUAL "equal" AND NOT functions_A STREQUAL functions_B))
  message(FATAL_ERROR "not the same functions:\n${functions_A}\n${functions_B}")
endif()

# The instructions of a function, with the targets of its calls.
function(instructions object function out)
  execute_process(COMMAND ${OBJDUMP} --disassemble --reloc --no-show-raw-insn
                          --section=.text.${function} ${object}
                  RESULT_VARIABLE failed OUTPUT_VARIABLE text ERROR_VARIABLE output)
  string(FIND "${text}" "<${function}>:" begin)
  if(failed OR begin EQUAL -1)
    message(FATAL_ERROR "${object} has no code of ${function}:\n${output}")
  endif()
  string(SUBSTRING "${text}" ${begin} -1 text)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

set(different "")
foreach(function ${functions_A})
  instructions(${object_A} ${function} text_A)
  instructions(${object_B} ${function} text_B)
  string(REGEX MATCHALL "\n" lines "${text_B}")
  list(LENGTH lines count)
  if(text_A STREQUAL text_B)
    message("${function}: equal, ${count} lines")
  else()
    list(APPEND different ${function})
    message("${function}: different\n--- ${A}\n${text_A}--- ${B}\n${text_B}")
  endif()
endforeach()
if(EXPECT STREQUAL "equal" AND different)
  message(FATAL_ERROR "policies cost something in: ${different}")
elseif(NOT EXPECT STREQUAL "equal" AND NOT different STREQUAL EXPECT)
  message(FATAL_ERROR "${EXPECT} must differ, and nothing else; these differ: '${different}'")
endif()
