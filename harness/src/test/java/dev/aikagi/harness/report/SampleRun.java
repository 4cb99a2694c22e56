package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Evidence;
import dev.aikagi.harness.scenario.Evidence.Block;
import dev.aikagi.harness.scenario.Lane;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunInfo;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.ScenarioResult;
import dev.aikagi.harness.scenario.StepResult;
import dev.aikagi.harness.yaml.SourceMark;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A run with every outcome, every lane and every kind of block in it. */
final class SampleRun {
    static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private SampleRun() {}

    static RunResult in(Locale language) {
        return run(
                language, firstLogin(), passkey(), totp("google"), totp("microsoft"), crossDevice(), turn(), badTurn());
    }

    static RunResult run(Locale language, ScenarioResult... scenarios) {
        return new RunResult(info(language), Duration.ofMillis(4321), List.of(scenarios));
    }

    static RunInfo info(Locale language) {
        return new RunInfo(
                "Aikagi 0.1.0",
                "embedded",
                URI.create("http://localhost:8080/"),
                "sim",
                "SunEC of Java 17",
                4711,
                language,
                START);
    }

    static ScenarioResult scenario(String id, String chapter, Outcome outcome, StepResult... steps) {
        return new ScenarioResult(
                id, chapter, "題 " + id, "", outcome, "", START, Duration.ofMillis(900), List.of(steps));
    }

    static StepResult step(String verb, Outcome outcome, String message, int millis, Evidence... evidence) {
        return new StepResult(
                verb,
                "手順 " + verb,
                new SourceMark("first-login.yaml", 12, 5),
                outcome,
                message,
                START.plusMillis(millis),
                Duration.ofMillis(150),
                List.of(evidence));
    }

    static Evidence seen(Lane lane, int millis, int took, String title, Block... blocks) {
        return new Evidence(lane, START.plusMillis(millis), Duration.ofMillis(took), title, List.of(blocks));
    }

    private static ScenarioResult firstLogin() {
        return scenario(
                "first-login",
                "1",
                Outcome.PASSED,
                step(
                        "sign-in",
                        Outcome.PASSED,
                        "生年月日の確認ページが表示された",
                        0,
                        seen(Lane.USER, 0, 0, "types the user id and the initial password"),
                        seen(
                                Lane.HTTP,
                                10,
                                42,
                                "POST /sign-in → 302",
                                Block.plain(
                                        "request",
                                        "POST /sign-in HTTP/1.1\nHost: localhost:8080\n\nuser=taro&password=•••"),
                                new Block("page", "text/html", "<html><h1>生年月日の確認</h1></html>"))),
                step(
                        "confirm-mail",
                        Outcome.PASSED,
                        "",
                        200,
                        seen(
                                Lane.MAIL,
                                230,
                                120,
                                "【KOSMOWeb】メールアドレスの確認",
                                Block.plain("message", "Subject: 【KOSMOWeb】\n\n下記の URL を開いてください。")),
                        seen(Lane.CLIENT, 360, 0, "a second browser opens the link")));
    }

    private static ScenarioResult passkey() {
        return scenario(
                "passkey-pc",
                "2-1",
                Outcome.FAILED,
                step(
                        "enrol-passkey",
                        Outcome.FAILED,
                        "The portal answered 400 instead of the page \"name the device\".\nIt said: 登録できませんでした。",
                        0,
                        seen(
                                Lane.CLIENT,
                                20,
                                400,
                                "navigator.credentials.create()",
                                new Block(
                                        "options",
                                        "application/json",
                                        "{\"challenge\":\"AAEC\",\"rp\":{\"id\":\"localhost\"},\"n\":1e2,\"n\":2}")),
                        seen(
                                Lane.KEY,
                                60,
                                300,
                                "authenticatorMakeCredential → CTAP2_OK",
                                Block.plain("request", "01 a4 01")),
                        seen(Lane.USER, 200, 0, "touches the sensor"),
                        seen(Lane.HTTP, 450, 30, "POST /passkey → 400")),
                step("sign-out", Outcome.SKIPPED, "", 500));
    }

    private static ScenarioResult totp(String app) {
        StepResult read = step(
                "enrol-totp",
                Outcome.PASSED,
                "",
                0,
                seen(Lane.CLIENT, 5, 3, "reads the QR code", new Block("picture", "image/png", PNG)),
                seen(Lane.KEY, 12, 2, "CALCULATE → 9000", Block.plain("apdu", "00 a2 00 01")));
        boolean google = app.equals("google");
        Outcome outcome = google ? Outcome.PASSED : Outcome.UNDECIDED;
        StepResult code = step("type-code", outcome, google ? "" : "connection reset while reading the answer", 300);
        return new ScenarioResult(
                "totp-qr", "2-4", "QR コードで登録する", app, outcome, "", START, Duration.ofMillis(1234), List.of(read, code));
    }

    private static ScenarioResult crossDevice() {
        return new ScenarioResult(
                "cross-device",
                "2-2★",
                "別の端末のパスキーでサインインする",
                "",
                Outcome.NOT_YET,
                "the hybrid transport is not built yet",
                START,
                Duration.ZERO,
                List.of());
    }

    private static ScenarioResult turn() {
        return scenario(
                "wrong-password",
                "",
                Outcome.PASSED,
                step("sign-in", Outcome.PASSED, "", 0, seen(Lane.HTTP, 3, 9, "POST /sign-in → 401")));
    }

    private static ScenarioResult badTurn() {
        return scenario(
                "code-expired",
                "",
                Outcome.FAILED,
                step(
                        "type-code",
                        Outcome.FAILED,
                        "The expired code was taken.",
                        0,
                        seen(Lane.HTTP, 3, 9, "POST /totp → 302")));
    }
}
