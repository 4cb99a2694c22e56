package dev.aikagi.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequiresTest {
    @TempDir
    private Path folder;

    @Test
    void find_executableFile_isTakenInTheOrderOfTheNames() throws IOException {
        Path second = program("second", true);
        program("third", true);

        assertEquals(Optional.of(second), Requires.find(List.of(folder), "first", "second", "third"));
    }

    @Test
    void find_folderOrFileThatCannotRun_isNoProgram() throws IOException {
        Files.createDirectory(folder.resolve("first"));
        program("second", false);

        assertEquals(Optional.empty(), Requires.find(List.of(folder), "first", "second"));
    }

    @Test
    void missing_notRequired_skipsWithTheReason() {
        TestAbortedException skipped = assertThrows(
                TestAbortedException.class, () -> Requires.missing("browser", "no such program", Set.of("pcsc")));

        assertTrue(skipped.getMessage().contains("no such program"), skipped.getMessage());
    }

    @Test
    void missing_required_fails() {
        assertThrows(
                AssertionFailedError.class,
                () -> Requires.missing("browser", "no such program", Requires.words("pcsc, browser")));
    }

    private Path program(String name, boolean executable) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        assertTrue(file.toFile().setExecutable(executable));
        return file;
    }
}
