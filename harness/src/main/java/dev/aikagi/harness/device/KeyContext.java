package dev.aikagi.harness.device;

import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.VirtualUser;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What a key is opened with. All but the frames is for emulated keys: others have their own.
 *
 * @param profile the kind of an emulated key whose name says none
 * @param frames where everything that passes is written down
 */
public record KeyContext(String profile, InstantSource clock, SecureRandom random, VirtualUser user, FrameLog frames) {}
