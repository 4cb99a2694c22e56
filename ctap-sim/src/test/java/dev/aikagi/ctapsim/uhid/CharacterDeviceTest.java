package dev.aikagi.ctapsim.uhid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against a pipe with a name: opened for both, it gives back what it took. */
@EnabledOnOs(OS.LINUX)
class CharacterDeviceTest {
    @TempDir
    Path folder;

    private CharacterDevice openPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertTrue(mkfifo.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, mkfifo.exitValue());
        return CharacterDevice.open(pipe);
    }

    @Test
    void record_written_isRead() throws Exception {
        try (CharacterDevice pipe = openPipe()) {
            byte[] buffer = new byte[100];

            pipe.write(new byte[] {1, 2, 3});

            assertEquals(3, pipe.read(buffer, 10_000));
            assertArrayEquals(new byte[] {1, 2, 3, 0}, Arrays.copyOf(buffer, 4));
        }
    }

    @Test
    void read_ofNothing_endsWithItsTime() throws Exception {
        try (CharacterDevice pipe = openPipe()) {
            assertEquals(0, pipe.read(new byte[1], 1));
        }
    }

    @Test
    void closed_neitherReadsNorWrites() throws Exception {
        CharacterDevice pipe = openPipe();
        pipe.close();
        pipe.close();

        assertThrows(IOException.class, () -> pipe.read(new byte[1], 1));
        assertThrows(IOException.class, () -> pipe.write(new byte[1]));
    }

    @Test
    void open_ofNothing_saysSo() {
        assertThrows(FileNotFoundException.class, () -> CharacterDevice.open(folder.resolve("nothing")));
    }

    @Test
    void open_ofAFolder_saysWhy() {
        IOException e = assertThrows(IOException.class, () -> CharacterDevice.open(folder));

        assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    }
}
