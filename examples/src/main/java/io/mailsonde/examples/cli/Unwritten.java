package io.mailsonde.examples.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be written, for people: the message of these exceptions is often the bare path. */
final class Unwritten {
    private Unwritten() {}

    static String why(IOException thrown) {
        if (thrown instanceof FileSystemException of && of.getReason() == null && of.getFile() != null) {
            return Shown.text(of.getFile()) + " " + what(of);
        }
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }

    private static String what(FileSystemException thrown) {
        if (thrown instanceof NoSuchFileException) {
            return "cannot be made there";
        }
        if (thrown instanceof AccessDeniedException) {
            return "may not be written by this user";
        }
        if (thrown instanceof FileAlreadyExistsException) {
            return "is there already; remove it first";
        }
        return "failed (" + thrown.getClass().getSimpleName() + ")";
    }
}
