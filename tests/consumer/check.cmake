# Builds and runs tests/consumer/program against retrain, got in the given WAY.
function(run)  # in the scratch folder
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${SCRATCH} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " line)
    message(FATAL_ERROR "${line}\n${output}")
  endif()
endfunction()

set(program ${CMAKE_CURRENT_LIST_DIR}/program)
file(REMOVE_RECURSE ${SCRATCH})
file(MAKE_DIRECTORY ${SCRATCH})

if(WAY STREQUAL bare_include)
  run(${COMPILER} -std=c++20 -I${RETRAIN}/include ${program}/core.cpp -o ${SCRATCH}/core -pthread)
  run(${SCRATCH}/core)
  return()
endif()

set(build -G Ninja -S ${program} -B ${SCRATCH}/build -DCMAKE_CXX_COMPILER=${COMPILER})
if(WAY STREQUAL find_package)
  run(${CMAKE_COMMAND} --install ${BUILT} --prefix ${SCRATCH}/prefix)
  run(${CMAKE_COMMAND} ${build} -DCMAKE_PREFIX_PATH=${SCRATCH}/prefix)
else()
  run(${CMAKE_COMMAND} ${build} -DRETRAIN_SOURCE=${RETRAIN})
endif()
run(${CMAKE_COMMAND} --build ${SCRATCH}/build)
run(${SCRATCH}/build/core)
run(${SCRATCH}/build/whole)
