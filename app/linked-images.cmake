# SPDX-License-Identifier: Apache-2.0
# thimble_link_images(TARGET FILE[@TENANT]...): puts images into a firmware, each with the name of the
# tenant to whom it belongs, `owner` unless it is given. They stand in flash at addresses that are
# multiples of eight; app/linked_images.h declares the table.
enable_language(ASM)

function(thimble_link_images target)
  set(data "")
  set(table "")
  set(files "")
  set(number 0)
  foreach(image ${ARGN})
    set(tenant owner)
    if(image MATCHES "^(.*)@([a-z0-9._-]+)$")
      set(image ${CMAKE_MATCH_1})
      set(tenant ${CMAKE_MATCH_2})
    endif()
    string(APPEND data "  .balign 8\nimage_${number}:\n  .incbin \"${image}\"\nimage_${number}_end:\n")
    string(APPEND data "tenant_${number}:\n  .asciz \"${tenant}\"\n")
    string(APPEND table "  .4byte image_${number}, image_${number}_end - image_${number}, tenant_${number}\n")
    list(APPEND files ${image})
    math(EXPR number "${number} + 1")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}_linked_images.s)
  file(CONFIGURE OUTPUT ${source} CONTENT
"  .section .rodata.linked_images, \"a\"
${data}  .balign 8
  .globl linked_images
linked_images:
${table}  .globl linked_image_count
linked_image_count:
  .4byte ${number}
")
  set_property(SOURCE ${source} PROPERTY OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE ${source})
endfunction()
