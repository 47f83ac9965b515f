# SPDX-License-Identifier: Apache-2.0
# thimble_compile_options(TARGET): language, warnings and sanitizers of everything we wrote.
function(thimble_compile_options target)
  set_target_properties(${target} PROPERTIES C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS ON)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes
    -Wundef -Wvla -ffunction-sections -fdata-sections
    $<$<BOOL:${THIMBLE_WERROR}>:-Werror>)
  if(THIMBLE_SANITIZE)
    target_compile_options(${target} PRIVATE
      -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  endif()
endfunction()
