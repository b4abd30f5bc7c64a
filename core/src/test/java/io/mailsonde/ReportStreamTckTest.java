package io.mailsonde;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;

/** The Technology Compatibility Kit of Reactive Streams, which is written for TestNG. */
public class ReportStreamTckTest extends FlowPublisherVerification<Report> {
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int SILENCE_MILLIS = 50;

    private final Auditor auditor = Stage.auditor().build();

    /** The rules are about the stream, so that there is nothing to check. */
    private final Plan<HostAddress> plan = Plan.forEach(HostAddress.class);

    public ReportStreamTckTest() {
        super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS));
    }

    @AfterClass
    public void close() {
        auditor.close();
    }

    @Override
    public Flow.Publisher<Report> createFlowPublisher(long elements) {
        return auditor.stream(plan, (TargetSource<HostAddress>) () -> targets(elements));
    }

    private static Iterator<HostAddress> targets(long elements) {
        return LongStream.range(0, elements)
                .mapToObj(i -> HostAddress.of("10." + i / 65536 % 256 + "." + i / 256 % 256 + "." + i % 256))
                .iterator();
    }

    @Override
    public Flow.Publisher<Report> createFailedFlowPublisher() {
        return auditor.stream(plan, (TargetSource<HostAddress>) () -> {
            throw new IllegalStateException("no list");
        });
    }
}
