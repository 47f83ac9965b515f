# SPDX-License-Identifier: Apache-2.0
# The library `thimble-bearssl`: of BearSSL, what SHA-256 and the check of an ES256 signature need,
# built from Debian's source package. The same files for every target, so that what is tested on the
# computer is what a device runs.
set(THIMBLE_BEARSSL_SOURCE "" CACHE PATH "unpacked source of BearSSL 0.6; empty: fetched with apt")

set(bearssl_source ${THIMBLE_BEARSSL_SOURCE})
if(NOT bearssl_source)
  execute_process(
    COMMAND ${PROJECT_SOURCE_DIR}/script/fetch-source bearssl 0.6+dfsg.1-3
      9bd17e07fc9824b0223dcb4ba14adac17981a4d8f1d63b6655819fe8f2ed98d1 bookworm
    OUTPUT_VARIABLE bearssl_source OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE bearssl_result)
  if(bearssl_result)
    message(FATAL_ERROR "BearSSL's source could not be fetched; unpack it yourself and name its "
      "folder with -DTHIMBLE_BEARSSL_SOURCE=…, or leave updates out with -DTHIMBLE_BUILD_UPDATE=OFF")
  endif()
endif()

set_property(GLOBAL PROPERTY thimble_bearssl_source ${bearssl_source})

set(bearssl_files
  codec/ccopy.c
  codec/dec32be.c
  codec/enc32be.c
  ec/ec_p256_m31.c
  ec/ec_secp256r1.c
  ec/ec_secp384r1.c
  ec/ec_secp521r1.c
  ec/ecdsa_i31_bits.c
  ec/ecdsa_i31_vrfy_raw.c
  hash/sha2small.c
  int/i31_add.c
  int/i31_bitlen.c
  int/i31_decmod.c
  int/i31_decode.c
  int/i31_encode.c
  int/i31_fmont.c
  int/i31_iszero.c
  int/i31_modpow.c
  int/i31_montmul.c
  int/i31_muladd.c
  int/i31_ninv31.c
  int/i31_rshift.c
  int/i31_sub.c
  int/i31_tmont.c
  int/i32_div32.c)
list(TRANSFORM bearssl_files PREPEND ${bearssl_source}/src/)
add_library(thimble-bearssl STATIC ${bearssl_files})
target_include_directories(thimble-bearssl PRIVATE ${bearssl_source}/src)
target_include_directories(thimble-bearssl SYSTEM PUBLIC $<BUILD_INTERFACE:${bearssl_source}/inc>)
target_compile_options(thimble-bearssl PRIVATE -w -ffunction-sections -fdata-sections)
