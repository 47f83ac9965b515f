# SPDX-License-Identifier: Apache-2.0
# thimble_link_images(TARGET FILE...): puts images into a firmware. They stand in flash at addresses
# that are multiples of eight; app/linked_images.h declares the table.
enable_language(ASM)

function(thimble_link_images target)
  set(data "")
  set(table "")
  set(number 0)
  foreach(image ${ARGN})
    string(APPEND data "  .balign 8\nimage_${number}:\n  .incbin \"${image}\"\nimage_${number}_end:\n")
    string(APPEND table "  .4byte image_${number}, image_${number}_end - image_${number}\n")
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
  set_property(SOURCE ${source} PROPERTY OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${source})
endfunction()
