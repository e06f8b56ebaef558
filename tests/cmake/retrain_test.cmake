# What all targets of the tests, examples and benchmarks share.
set(RETRAIN_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
option(RETRAIN_WARNINGS_AS_ERRORS "Treat the compiler's warnings as errors" OFF)

set(retrain_warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(RETRAIN_WARNINGS_AS_ERRORS)
  list(APPEND retrain_warnings -Werror)
endif()

# retrain_strict(<target>): our warnings, and the sanitizers that were asked for.
function(retrain_strict target)
  target_compile_options(${target} PRIVATE ${retrain_warnings})
  if(RETRAIN_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${RETRAIN_SANITIZE} -fno-omit-frame-pointer
                                             -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${RETRAIN_SANITIZE})
    if(RETRAIN_SANITIZE MATCHES thread)
      target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
    endif()
  endif()
endfunction()

# retrain_test(<name> SOURCES <files>... [LINK <targets>...]): one Catch2 program, one CTest test.
# It is compiled without optimisation, whatever the build type: most of a test's time is its
# compiler's. The examples and benchmarks are built as users build.
function(retrain_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_executable(test_${name} ${arg_SOURCES})
  target_link_libraries(test_${name} PRIVATE retrain::retrain ${arg_LINK} retrain_test_main)
  retrain_strict(test_${name})
  target_compile_options(test_${name} PRIVATE -O0)
  add_test(NAME ${name} COMMAND test_${name})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "OMP_WAIT_POLICY=passive")
endfunction()
