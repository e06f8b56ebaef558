# XGBoost's C API as XGBoost::XGBoost. Debian's own package config names a program that the
# development package does not bring, so it can't be used.
find_path(XGBoost_INCLUDE_DIR xgboost/c_api.h)
find_library(XGBoost_LIBRARY xgboost)
mark_as_advanced(XGBoost_INCLUDE_DIR XGBoost_LIBRARY)

if(XGBoost_INCLUDE_DIR)
  file(READ ${XGBoost_INCLUDE_DIR}/xgboost/version_config.h text)
  set(XGBoost_VERSION "")
  foreach(part MAJOR MINOR PATCH)
    string(REGEX MATCH "XGBOOST_VER_${part} ([0-9]+)" ignored "${text}")
    list(APPEND XGBoost_VERSION ${CMAKE_MATCH_1})
  endforeach()
  list(JOIN XGBoost_VERSION "." XGBoost_VERSION)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(XGBoost REQUIRED_VARS XGBoost_LIBRARY XGBoost_INCLUDE_DIR
                                  VERSION_VAR XGBoost_VERSION)
if(XGBoost_FOUND AND NOT TARGET XGBoost::XGBoost)
  add_library(XGBoost::XGBoost UNKNOWN IMPORTED)
  set_target_properties(XGBoost::XGBoost PROPERTIES
                        IMPORTED_LOCATION ${XGBoost_LIBRARY}
                        INTERFACE_INCLUDE_DIRECTORIES ${XGBoost_INCLUDE_DIR})
endif()
