# SPDX-License-Identifier: MIT
# The systemd unit, with the path at which the program is installed, and its user.
set(TG_UNIT ${PROJECT_SOURCE_DIR}/engine/host/systemd)
install(CODE "
    get_filename_component(TG_BINDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\" ABSOLUTE)
    configure_file(\"${TG_UNIT}/throughgate.service.in\"
                   \"${PROJECT_BINARY_DIR}/throughgate.service\" @ONLY)")
install(FILES ${PROJECT_BINARY_DIR}/throughgate.service DESTINATION lib/systemd/system)
install(FILES ${TG_UNIT}/throughgate.conf DESTINATION lib/sysusers.d)
